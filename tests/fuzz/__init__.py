"""Random input: a state machine against a model, and a coverage-guided fuzzer."""
