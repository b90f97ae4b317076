## Meeting links

refusal-several-links = There are links to different rooms in this. Paste just the one where you'll meet.
