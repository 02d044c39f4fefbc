"""Pictures, documents and links to videos on anything people make: taken in, checked, kept, shown, let go."""
