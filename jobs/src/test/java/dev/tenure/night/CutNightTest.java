package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tenure.ExitCode;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.publish.MartTotals;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.ControlTable;
import dev.tenure.store.Home;
import dev.tenure.store.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that is cut anywhere and run again ends in the marts of an undisturbed one. */
class CutNightTest extends SparkSuite {
  private static final LocalDate DATE = LocalDate.of(2024, 12, 31);

  @TempDir private Path folder;

  /** Stands for the death of the process: no step catches it or writes that it failed. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void writeCompany() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    RunFilesCopy.copy(Path.of("../conf/ravenstack/sql"), conf.resolve("sql"));
    String text = Files.readString(Path.of("../conf/ravenstack/tenure.yml"));
    Files.writeString(
        conf.resolve("tenure.yml"), text.replace("../../../shared/data/ravenstack", "../data"));
    Path data = Files.createDirectories(folder.resolve("data"));
    write(
        data,
        "accounts",
        "account_id,account_name,industry,country,signup_date,referral_source,plan_tier,seats,is_trial,churn_flag",
        "A-1,One,EdTech,US,2024-10-01,partner,Pro,2,False,False",
        "A-2,Two,FinTech,IN,2024-10-05,other,Pro,1,False,True");
    write(
        data,
        "subscriptions",
        "subscription_id,account_id,start_date,end_date,plan_tier,seats,mrr_amount,arr_amount,is_trial,upgrade_flag,downgrade_flag,churn_flag,billing_frequency,auto_renew_flag",
        "S-1,A-1,2024-10-02,,Pro,2,98,1176,False,False,False,False,monthly,True",
        "S-2,A-2,2024-10-06,2024-11-30,Pro,1,49,588,False,False,False,True,annual,True");
    write(
        data,
        "feature_usage",
        "usage_id,subscription_id,usage_date,feature_name,usage_count,usage_duration_secs,error_count,is_beta_feature",
        "U-1,S-1,2024-12-20,feature_1,3,60,0,False");
    write(
        data,
        "support_tickets",
        "ticket_id,account_id,submitted_at,closed_at,resolution_time_hours,priority,first_response_time_minutes,satisfaction_score,escalation_flag",
        "T-1,A-1,2024-12-01,2024-12-02 03:00:00,27.0,high,74,,False");
    write(
        data,
        "churn_events",
        "churn_event_id,account_id,churn_date,reason_code,refund_amount_usd,preceding_upgrade_flag,preceding_downgrade_flag,is_reactivation,feedback_text",
        "C-1,A-2,2024-12-01,pricing,0,False,False,False,");
  }

  @Test
  void aCutAtAnyPointAndAPlainRerunEndInTheSameMarts() {
    Map<String, String> undisturbed = run("undisturbed", Faults.none());
    assertThat(undisturbed).hasSizeGreaterThan(10);

    for (String point : List.of("land", "mart.accounts", "before pointer", "after pointer")) {
      Throwable death = catchThrowable(() -> run(point, cutAfter(point)));
      assertThat(death instanceof Death ? death : death.getCause()).isInstanceOf(Death.class);
      assertThat(run(point, Faults.none())).as(point).isEqualTo(undisturbed);
    }
  }

  @Test
  void aSecondRunEndsWithExitCode4WhileTheFirstLives() {
    Home home = Home.open(folder.resolve("held"), "ravenstack");
    ControlTable control =
        new ControlTable(session(), home.table("ops/control"), Clock.systemUTC());
    Path lock = home.warehouse().resolve("run.lock");
    try (Lease lease =
        Lease.acquire(control, Optional.of(lock), "the first run", Duration.ofMinutes(1))) {
      assertThat(lease.fence()).isPositive();
      assertThatThrownBy(() -> run("held", Faults.none()))
          .isInstanceOfSatisfying(
              TenureException.class, it -> assertThat(it.exitCode()).isEqualTo(ExitCode.HELD))
          .hasMessageContaining("the first run");
    }
  }

  private static Faults cutAfter(String point) {
    return step -> {
      if (step.equals(point)) {
        throw new Death();
      }
    };
  }

  private Map<String, String> run(String name, Faults faults) {
    Company company = CompanyReader.read(folder.resolve("conf"));
    Home home = Home.open(folder.resolve(name.replace(' ', '-')), company.name());
    try (Warehouse warehouse =
        Warehouse.open(session(), Path.of("../sql"), company, home, Clock.systemUTC())) {
      warehouse.run(Order.night(DATE), Progress.quiet(), faults);
    }
    Map<String, String> checksums = new TreeMap<>();
    PublishedManifest.current(home.published())
        .orElseThrow()
        .marts()
        .forEach((mart, published) -> checksums.put(mart, text(published.totals())));
    return checksums;
  }

  private static String text(MartTotals totals) {
    return totals.rows() + " " + totals.checksum();
  }

  private static void write(Path data, String entity, String... lines) throws IOException {
    Files.writeString(
        data.resolve("ravenstack_" + entity + ".csv"), String.join("\n", lines) + "\n");
  }
}
