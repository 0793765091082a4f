SELECT
  source,
  product_id,
  max_by(name, valid_from) AS name,
  max_by(product_family, valid_from) AS product_family,
  max_by(plan_rank, valid_from) AS plan_rank
FROM products_history
WHERE
  NOT is_deleted
GROUP BY
  source,
  product_id
