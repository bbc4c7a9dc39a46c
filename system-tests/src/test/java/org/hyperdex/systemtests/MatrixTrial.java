package org.hyperdex.systemtests;

/** A case of the matrix on objects of its own, in steps between which servers may die. */
interface MatrixTrial {
  /** Makes the objects there are to be. */
  void prepare(MatrixSpace space);

  /** Does what the case is about, and asserts the answer and the state. */
  void carryOut(MatrixSpace space);

  /** Asserts what the objects have to be afterwards, now and ever after. */
  void assertState(MatrixSpace space);
}
