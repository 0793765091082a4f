WITH claimed_domains AS (
  SELECT
    account_profiles.domain,
    min(account_names.account_id) AS account_id
  FROM account_profiles
  INNER JOIN account_names
    ON account_names.account_name = account_profiles.account_id
  CROSS JOIN settings
  WHERE
    NOT is_public_mail_domain(account_profiles.domain)
    AND NOT array_contains(coalesce(settings.own_domains, array()), account_profiles.domain)
  GROUP BY
    account_profiles.domain
  HAVING
    count(DISTINCT account_names.account_id) = 1
),
candidate_domains AS (
  SELECT
    source,
    kind,
    external_id,
    explode(domains) AS domain
  FROM link_candidates
),
domain_links AS (
  SELECT
    candidate_domains.source,
    candidate_domains.kind,
    candidate_domains.external_id,
    min(claimed_domains.account_id) AS account_id
  FROM candidate_domains
  INNER JOIN claimed_domains
    ON claimed_domains.domain = candidate_domains.domain
  GROUP BY
    candidate_domains.source,
    candidate_domains.kind,
    candidate_domains.external_id
  HAVING
    count(DISTINCT claimed_domains.account_id) = 1
),
adjusted_links AS (
  SELECT
    adjustment_entries.adjusted_key,
    -- Of several that act today the last that was entered holds.
    max_by(
      struct(account_names.account_id, adjustment_entries.adjustment_id),
      struct(adjustment_entries.created_at, adjustment_entries.adjustment_id)
    ) AS link
  FROM adjustment_entries
  INNER JOIN account_names
    ON account_names.account_name = adjustment_entries.adjusted_value
  WHERE
    adjustment_entries.adjustment_target = 'link'
    AND adjustment_entries.from_date <= :as_of_date
    AND coalesce(least(adjustment_entries.to_date, adjustment_entries.expires_on) > :as_of_date, true)
  GROUP BY
    adjustment_entries.adjusted_key
),
mapped_links AS (
  SELECT
    linked_accounts.linked_source,
    linked_accounts.external_id,
    min(account_names.account_id) AS account_id
  FROM linked_accounts
  INNER JOIN account_names
    ON account_names.account_name = linked_accounts.account_id
  GROUP BY
    linked_accounts.linked_source,
    linked_accounts.external_id
  HAVING
    count(DISTINCT account_names.account_id) = 1
)
SELECT
  link_candidates.source,
  link_candidates.kind,
  link_candidates.external_id,
  link_candidates.name,
  coalesce(
    adjusted_links.link.account_id,
    own.account_id,
    referenced.account_id,
    mapped_links.account_id,
    domain_links.account_id,
    concat('unmapped:', link_candidates.source, ':', link_candidates.external_id)
  ) AS account_id,
  CASE
    WHEN adjusted_links.link IS NOT NULL THEN 'adjustment'
    WHEN own.account_id IS NOT NULL THEN 'master'
    WHEN referenced.account_id IS NOT NULL THEN 'id field'
    WHEN mapped_links.account_id IS NOT NULL THEN 'mapping file'
    WHEN domain_links.account_id IS NOT NULL THEN 'e-mail domain'
    ELSE 'unmapped'
  END AS method,
  adjusted_links.link.adjustment_id
FROM link_candidates
LEFT JOIN adjusted_links
  ON adjusted_links.adjusted_key = concat(link_candidates.source, ':', link_candidates.external_id)
LEFT JOIN account_names AS own
  ON own.account_name = link_candidates.external_id
  AND own.source = link_candidates.source
LEFT JOIN account_names AS referenced
  ON referenced.account_name = link_candidates.account_reference
LEFT JOIN mapped_links
  ON mapped_links.linked_source = link_candidates.source
  AND mapped_links.external_id = link_candidates.external_id
LEFT JOIN domain_links
  ON domain_links.source = link_candidates.source
  AND domain_links.kind = link_candidates.kind
  AND domain_links.external_id = link_candidates.external_id
