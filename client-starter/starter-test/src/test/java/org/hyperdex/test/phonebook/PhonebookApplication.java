package org.hyperdex.test.phonebook;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as a user writes it: nothing but this. */
@SpringBootApplication
class PhonebookApplication {}
