"""Work on a document in a child process that can be limited, watched and killed."""
