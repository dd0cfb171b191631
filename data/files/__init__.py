"""From bytes on disk to rows of text: unpack, decode, find the header, name the layout."""
