package dev.tenure.model;

/** Every case of every mapping and every function. */
class MappingCasesTest extends CasesTestBase {
  MappingCasesTest() {
    super(true);
  }
}
