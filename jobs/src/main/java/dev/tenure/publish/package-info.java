/**
 * What readers open: one DuckDB file, Parquet exports, the manifests of nights, and queries on
 * them.
 */
package dev.tenure.publish;
