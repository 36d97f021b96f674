"""One module for each format that is more than its text: what is to be translated in it, and how it is written anew."""
