/**
 * What executives get: a page of figures that are read from the published marts, never computed
 * again from the data behind them.
 */
package dev.tenure.report;
