/** Takes a published number apart, down to the vendors' records that it was made of. */
package dev.tenure.trace;
