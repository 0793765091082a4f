package dev.tenure.model;

/** Every case of every pair that computes, from the core to the marts. */
class ModelCasesTest extends CasesTestBase {
  ModelCasesTest() {
    super(false);
  }
}
