SELECT
  account_links.account_id,
  max(reporting_date(survey_results.submitted_at)) AS last_response_date,
  max_by(
    IF(survey_results.survey_type = 'nps', survey_results.score, NULL),
    IF(
      survey_results.survey_type = 'nps',
      struct(survey_results.submitted_at, survey_results.response_id),
      NULL
    )
  ) AS last_nps_score
FROM survey_results
INNER JOIN account_links
  ON account_links.source = survey_results.source
  AND account_links.kind = 'survey_account'
  AND account_links.external_id
  = coalesce(survey_results.account_reference, email_domain(survey_results.respondent_email))
WHERE
  reporting_date(survey_results.submitted_at) <= :as_of_date
GROUP BY
  account_links.account_id
