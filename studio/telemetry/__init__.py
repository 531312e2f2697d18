"""Numbers and log lines about what the studio does; exporters live at the edge."""
