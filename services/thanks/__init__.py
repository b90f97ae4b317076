"""The monthly thank-you to those who interviewed others and said yes to being named (design, section 20)."""
