"""The preview: an interview as it will appear, and the form for its details. It goes back to the picker."""
