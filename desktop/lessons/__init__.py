"""The lessons: reading, predicting, stepping, alone or in class."""
