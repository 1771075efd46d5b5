"""The act of reviewing, without a screen: everything that a reviewer can do is a call here."""
