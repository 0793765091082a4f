package dev.tenure.sample;

/** How an account's billing customers can be joined to its CRM record. */
enum Link {
  ID(Feature.LINKED_BY_ID),
  MAPPING(Feature.LINKED_BY_MAPPING),
  DOMAIN(Feature.LINKED_BY_DOMAIN),
  NONE(Feature.UNLINKED_CUSTOMER),
  /** Not at first; the mapping file tells it in the end. */
  LATER(Feature.UNLINKED_CUSTOMER);

  private final Feature feature;

  Link(Feature feature) {
    this.feature = feature;
  }

  Feature feature() {
    return feature;
  }
}
