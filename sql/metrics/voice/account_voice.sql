SELECT
  account_links.account_id,
  max(reporting_date(survey_responses.submitted_at)) AS last_response_date,
  max_by(
    IF(survey_responses.survey_type = 'nps', survey_responses.score, NULL),
    IF(
      survey_responses.survey_type = 'nps',
      struct(survey_responses.submitted_at, survey_responses.response_id),
      NULL
    )
  ) AS last_nps_score
FROM survey_responses
INNER JOIN account_links
  ON account_links.source = survey_responses.source
  AND account_links.kind = 'survey_account'
  AND account_links.external_id
  = coalesce(survey_responses.account_reference, email_domain(survey_responses.respondent_email))
WHERE
  reporting_date(survey_responses.submitted_at) <= :as_of_date
GROUP BY
  account_links.account_id
