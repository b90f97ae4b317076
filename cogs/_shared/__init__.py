"""What the features share: texts, answers, errors, buttons, forms."""
