"""One file a rule, named after the fault it sees; found by walking this folder (`checks.rule.rules`)."""
