WITH unlinked AS (
  SELECT
    account_links.source,
    account_links.kind,
    account_links.external_id,
    account_links.name,
    link_candidates.domains
  FROM account_links
  INNER JOIN link_candidates
    ON link_candidates.source = account_links.source
    AND link_candidates.kind = account_links.kind
    AND link_candidates.external_id = account_links.external_id
  WHERE
    account_links.method = 'unmapped'
),
unlinked_domains AS (
  SELECT
    source,
    kind,
    external_id,
    explode(domains) AS domain
  FROM unlinked
),
suggestions AS (
  SELECT
    unlinked.source,
    unlinked.kind,
    unlinked.external_id,
    known_accounts.account_id,
    1 AS place
  FROM unlinked
  INNER JOIN known_accounts
    ON company_key(known_accounts.name) = company_key(unlinked.name)
  WHERE
    NOT known_accounts.is_deleted
    AND known_accounts.account_id NOT LIKE 'unmapped:%'
  UNION ALL
  SELECT
    unlinked_domains.source,
    unlinked_domains.kind,
    unlinked_domains.external_id,
    account_names.account_id,
    2 AS place
  FROM unlinked_domains
  INNER JOIN account_profiles
    ON account_profiles.domain = unlinked_domains.domain
  INNER JOIN account_names
    ON account_names.account_name = account_profiles.account_id
  WHERE
    NOT is_public_mail_domain(unlinked_domains.domain)
),
placed_suggestions AS (
  SELECT
    source,
    kind,
    external_id,
    account_id,
    row_number() OVER (PARTITION BY source, kind, external_id ORDER BY min(place), account_id) AS place
  FROM suggestions
  GROUP BY
    source,
    kind,
    external_id,
    account_id
)
SELECT
  source,
  kind,
  external_id,
  transform(
    array_sort(collect_list(struct(place, account_id))),
    suggestion -> concat_ws(
      ',',
      source,
      IF(external_id RLIKE '[",\\n]', concat('"', replace(external_id, '"', '""'), '"'), external_id),
      suggestion.account_id
    )
  ) AS candidate_lines
FROM placed_suggestions
WHERE
  place <= 3
GROUP BY
  source,
  kind,
  external_id
