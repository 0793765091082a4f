package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A verb's result: a text for a person, and for a program JSON by names that stay. */
interface Answer {
  String text();

  ObjectNode json();
}
