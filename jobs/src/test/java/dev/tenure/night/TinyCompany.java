package dev.tenure.night;

import dev.tenure.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Two customers in RavenStack's tables: the smallest company that has every mart. */
public final class TinyCompany {
  /** The day of its one extract. */
  public static final LocalDate DATE = LocalDate.of(2024, 12, 31);

  private TinyCompany() {}

  /** Writes a company's folder, and its extract beside it. */
  public static Path write(Path folder) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Copies.copy(Path.of("../conf/ravenstack/sql"), conf.resolve("sql"));
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
    return conf;
  }

  private static void write(Path data, String entity, String... lines) throws IOException {
    Files.writeString(
        data.resolve("ravenstack_" + entity + ".csv"), String.join("\n", lines) + "\n");
  }
}
