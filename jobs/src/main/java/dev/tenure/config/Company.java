package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A company's configuration, read from its folder.
 *
 * @param folder the company's folder, with tenure.yml and perhaps sql/
 * @param zone the reporting zone, in which the day of every instant is taken
 * @param currency the reporting currency (ISO 4217)
 * @param fiscalYearStarts the first month of the fiscal year, 1 to 12
 * @param closingDay the day of the next month on which a month closes
 * @param mrrSource what MRR is read from: subscriptions, or contracts for accounts without any
 * @param accountsMaster the source whose records are the accounts
 * @param segmentField dotted path of the segment in the master's account records
 * @param regionField dotted path of the region in the master's account records
 * @param ownDomains mail domains of the company itself, which link no account
 * @param reconciliation how MRR is compared with what other systems say
 * @param waivers failing checks that pass for a while
 * @param notifyCommand the program, with its arguments, that is told what is wrong; empty for none
 * @param postgres where each published night is copied to; nothing for files alone
 */
public record Company(
    String name,
    Path folder,
    ZoneId zone,
    String currency,
    int fiscalYearStarts,
    int closingDay,
    String mrrSource,
    String accountsMaster,
    Optional<String> segmentField,
    Optional<String> regionField,
    List<String> ownDomains,
    Map<String, Source> sources,
    List<Attribute> attributes,
    Reconciliation reconciliation,
    List<Waiver> waivers,
    List<String> notifyCommand,
    Optional<Database> postgres) {
  public Company {
    requireNonNull(name, "name is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(currency, "currency is null");
    requireNonNull(mrrSource, "mrrSource is null");
    requireNonNull(accountsMaster, "accountsMaster is null");
    requireNonNull(segmentField, "segmentField is null");
    requireNonNull(regionField, "regionField is null");
    ownDomains = List.copyOf(ownDomains);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    attributes = List.copyOf(attributes);
    requireNonNull(reconciliation, "reconciliation is null");
    waivers = List.copyOf(waivers);
    notifyCommand = List.copyOf(notifyCommand);
    requireNonNull(postgres, "postgres is null");
  }

  /** The calendar year in which the fiscal year of a day starts. */
  public int fiscalYear(LocalDate day) {
    return day.getMonthValue() < fiscalYearStarts ? day.getYear() - 1 : day.getYear();
  }

  /** The same company without attributes and without models of its own. */
  public Company withoutOwn() {
    return with(folder.resolveSibling("none"), accountsMaster, sources);
  }

  /** The same company with other sources and without attributes, which are columns of sources. */
  public Company withSources(String master, Map<String, Source> others) {
    return with(folder, master, others);
  }

  private Company with(Path otherFolder, String master, Map<String, Source> others) {
    return new Company(
        name,
        otherFolder,
        zone,
        currency,
        fiscalYearStarts,
        closingDay,
        mrrSource,
        master,
        segmentField,
        regionField,
        ownDomains,
        others,
        List.of(),
        reconciliation.withoutAttribute(),
        waivers,
        notifyCommand,
        postgres);
  }
}
