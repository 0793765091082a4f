WITH named_fields AS (
  SELECT inline(account_fields) AS (source, field_name)
  FROM settings
),
accounts_of_responses AS (
  SELECT
    response_fields.source,
    response_fields.response_id,
    response_fields.field_value AS account_reference
  FROM response_fields
  INNER JOIN named_fields
    ON named_fields.source = response_fields.source
    AND named_fields.field_name = response_fields.field_name
),
answers AS (
  SELECT
    survey_responses.source,
    survey_responses.response_id,
    survey_answers.question_id,
    IF(
      survey_questions.question_kind = 'nps' AND survey_answers.score BETWEEN 0 AND 10, survey_answers.score, NULL
    ) AS score,
    IF(survey_questions.question_kind = 'comment', survey_answers.comment, NULL) AS comment
  FROM survey_responses
  INNER JOIN survey_answers
    ON survey_answers.source = survey_responses.source
    AND survey_answers.response_id = survey_responses.response_id
  INNER JOIN survey_questions
    ON survey_questions.source = survey_responses.source
    AND survey_questions.survey_id = survey_responses.survey_id
    AND survey_questions.question_id = survey_answers.question_id
),
answers_of_responses AS (
  SELECT
    source,
    response_id,
    min_by(score, IF(score IS NULL, NULL, question_id)) AS score,
    nullif(
      array_join(
        transform(
          array_sort(collect_list(IF(comment IS NULL, NULL, struct(question_id, comment)))), it -> it.comment
        ),
        '; '
      ),
      ''
    ) AS comment
  FROM answers
  GROUP BY
    source,
    response_id
)
SELECT
  survey_responses.source,
  survey_responses.response_id,
  coalesce(survey_responses.survey_type, IF(answers_of_responses.score IS NULL, NULL, 'nps')) AS survey_type,
  coalesce(survey_responses.account_reference, accounts_of_responses.account_reference) AS account_reference,
  survey_responses.respondent_email,
  coalesce(survey_responses.score, answers_of_responses.score) AS score,
  IF(answers_of_responses.score IS NULL, survey_responses.scale_min, 0) AS scale_min,
  IF(answers_of_responses.score IS NULL, survey_responses.scale_max, 10) AS scale_max,
  survey_responses.answer,
  coalesce(survey_responses.comment, answers_of_responses.comment) AS comment,
  survey_responses.submitted_at
FROM survey_responses
LEFT JOIN accounts_of_responses
  ON accounts_of_responses.source = survey_responses.source
  AND accounts_of_responses.response_id = survey_responses.response_id
LEFT JOIN answers_of_responses
  ON answers_of_responses.source = survey_responses.source
  AND answers_of_responses.response_id = survey_responses.response_id
