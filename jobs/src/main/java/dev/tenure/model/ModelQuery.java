package dev.tenure.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.execution.SparkSqlParser;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark's own parser finds in a model's text: the tables it reads and how it is written. No
 * session is needed.
 */
final class ModelQuery {
  private final Set<String> tables = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Set<String> bareNames = new LinkedHashSet<>();
  private final List<String> unknownLeaves = new ArrayList<>();
  private int implicitCrossJoins;
  private final boolean selectsStar;

  private ModelQuery(LogicalPlan plan) {
    selectsStar = selectsStar(plan);
    walk(plan, new ArrayDeque<>());
  }

  /**
   * Parses a text.
   *
   * @throws Exception a ParseException of Spark, with line and position in its message
   */
  static ModelQuery parse(String sql) throws Exception {
    return new ModelQuery(new SparkSqlParser().parsePlan(sql));
  }

  Set<String> tables() {
    return tables;
  }

  /** Names of the functions called, lower case. */
  Set<String> functions() {
    return functions;
  }

  Set<String> parameters() {
    return parameters;
  }

  /** One-part names that stand where a column may, lower case: {@code current_date} hides there. */
  Set<String> bareNames() {
    return bareNames;
  }

  /** Plan parts that hide their table from lineage, such as time travel. */
  List<String> unknownLeaves() {
    return unknownLeaves;
  }

  boolean hasImplicitCrossJoin() {
    return implicitCrossJoins > 0;
  }

  /** Whether the final SELECT leaves its columns to the tables it reads. */
  boolean selectsStar() {
    return selectsStar;
  }

  private void walk(LogicalPlan plan, Deque<Set<String>> scopes) {
    if (plan instanceof UnresolvedWith with) {
      walkWith(with, scopes);
      return;
    }
    if (plan instanceof UnresolvedRelation relation) {
      addTable(relation.tableName(), scopes);
    } else if (plan.children().isEmpty() && !isKnownLeaf(plan)) {
      unknownLeaves.add(plan.nodeName());
    }
    if (plan instanceof Join join
        && join.joinType() == Inner$.MODULE$
        && join.condition().isEmpty()) {
      implicitCrossJoins++;
    }
    CollectionConverters.asJava(plan.expressions()).forEach(each -> walk(each, scopes));
    CollectionConverters.asJava(plan.children()).forEach(child -> walk(child, scopes));
  }

  private void walkWith(UnresolvedWith with, Deque<Set<String>> scopes) {
    Set<String> scope = new HashSet<>();
    scopes.push(scope);
    for (Tuple2<String, SubqueryAlias> relation :
        CollectionConverters.asJava(with.cteRelations())) {
      walk(relation._2(), scopes);
      scope.add(relation._1().toLowerCase(Locale.ROOT));
    }
    walk(with.child(), scopes);
    scopes.pop();
  }

  private void addTable(String name, Deque<Set<String>> scopes) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (scopes.stream().noneMatch(scope -> scope.contains(lower))) {
      tables.add(lower);
    }
  }

  private void walk(Expression expression, Deque<Set<String>> scopes) {
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      walk(plan, scopes);
    }
    if (expression instanceof UnresolvedFunction function) {
      functions.add(last(function.nameParts()).toLowerCase(Locale.ROOT));
    }
    if (expression instanceof UnresolvedAttribute attribute && attribute.nameParts().size() == 1) {
      bareNames.add(attribute.nameParts().head().toLowerCase(Locale.ROOT));
    }
    if (expression instanceof NamedParameter parameter) {
      parameters.add(parameter.name());
    }
    CollectionConverters.asJava(expression.children()).forEach(child -> walk(child, scopes));
  }

  private static String last(scala.collection.immutable.Seq<String> parts) {
    return parts.last();
  }

  private static boolean isKnownLeaf(LogicalPlan plan) {
    return plan instanceof OneRowRelation
        || plan instanceof LocalRelation
        || plan instanceof UnresolvedInlineTable
        || plan instanceof UnresolvedTableValuedFunction;
  }

  private static boolean selectsStar(LogicalPlan plan) {
    List<LogicalPlan> finals = new ArrayList<>();
    collectFinalSelects(plan, finals::add);
    return finals.stream().anyMatch(ModelQuery::hasStar);
  }

  private static void collectFinalSelects(LogicalPlan plan, Consumer<LogicalPlan> add) {
    if (plan instanceof UnresolvedWith with) {
      collectFinalSelects(with.child(), add);
    } else if (plan instanceof Union || plan instanceof Sort || plan instanceof Distinct) {
      CollectionConverters.asJava(plan.children()).forEach(it -> collectFinalSelects(it, add));
    } else {
      add.accept(plan);
    }
  }

  private static boolean hasStar(LogicalPlan select) {
    if (select instanceof Project project) {
      return CollectionConverters.asJava(project.projectList()).stream()
          .anyMatch(UnresolvedStar.class::isInstance);
    }
    if (select instanceof Aggregate aggregate) {
      return CollectionConverters.asJava(aggregate.aggregateExpressions()).stream()
          .anyMatch(UnresolvedStar.class::isInstance);
    }
    return false;
  }
}
