"""IRC on the wire: messages, tags, numerics, casemapping, capabilities. Pure code."""
