"""The rules of Sparring: one module a subject. They know no Discord and take the time as an argument."""
