"""When people are free: their weeks and exceptions, by the clocks of their own zone (design, section 13)."""
