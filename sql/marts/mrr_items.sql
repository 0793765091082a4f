SELECT
  item_ledger.source,
  item_ledger.subscription_id,
  item_ledger.item_id,
  item_ledger.from_date,
  item_ledger.to_date,
  item_ledger.customer_id,
  account_links.account_id,
  item_ledger.product_family,
  item_ledger.plan,
  item_ledger.quantity,
  item_ledger.native_currency,
  item_ledger.native_list_mrr AS list_mrr,
  item_ledger.native_mrr AS contract_mrr,
  item_ledger.native_net_mrr AS net_mrr,
  item_ledger.mrr AS constant_mrr,
  item_ledger.arr,
  to_json(item_ledger.price) AS price_json,
  to_json(item_ledger.net_steps) AS discounts_json,
  item_ledger.rate,
  IF(item_ledger.is_in_migration, 'in_migration', item_ledger.state) AS state,
  IF(contracts.contract_id IS NULL, 'subscription', 'contract') AS origin,
  item_ledger.currency,
  coalesce(item_ledger.adjustment_id, account_links.adjustment_id) AS adjustment_id,
  item_contracts.contract_id,
  item_contracts.out_of_contract_from
FROM item_ledger
LEFT JOIN account_links
  ON account_links.source = item_ledger.source
  AND account_links.external_id = item_ledger.customer_id
  AND account_links.kind = 'billing_customer'
LEFT JOIN contracts
  ON contracts.source = item_ledger.source
  AND contracts.contract_id = item_ledger.subscription_id
LEFT JOIN item_contracts
  ON item_contracts.source = item_ledger.source
  AND item_contracts.subscription_id = item_ledger.subscription_id
  AND item_contracts.item_id = item_ledger.item_id
  AND item_contracts.from_date = item_ledger.from_date
