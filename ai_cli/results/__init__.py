"""Results: what comes out of the tool, as plain records that outputs can print without asking back."""
