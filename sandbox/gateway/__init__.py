"""Discord's gateway: sessions over web sockets to which events are sent."""
