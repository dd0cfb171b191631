"""From the files a shop really has to tables that are true."""
