package dev.tenure.sample;

import java.math.BigDecimal;

/** The whole company's month, point to point, added up account by account. */
final class CompanyMonth {
  private BigDecimal opening = BigDecimal.ZERO.setScale(6);
  private BigDecimal closing = BigDecimal.ZERO.setScale(6);
  private BigDecimal keptGross = BigDecimal.ZERO.setScale(6);
  private BigDecimal keptNet = BigDecimal.ZERO.setScale(6);
  private int opened;
  private int paying;
  private int lost;

  void add(AccountMonth account) {
    opening = opening.add(account.opening());
    closing = closing.add(account.closing());
    paying += account.closing().signum();
    if (account.opening().signum() > 0) {
      opened++;
      lost += account.closing().signum() == 0 && account.paused().signum() == 0 ? 1 : 0;
      keptNet = keptNet.add(account.closing());
      keptGross = keptGross.add(account.closing().min(account.opening()));
    }
  }

  /** mrr, paying_accounts, logo_lost, logo_opening, grr_numerator, nrr_numerator, opening_mrr. */
  Object[] cells(Object month) {
    return new Object[] {month, closing, paying, lost, opened, keptGross, keptNet, opening};
  }
}
