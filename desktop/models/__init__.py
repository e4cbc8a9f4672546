"""Item models that several windows share."""
