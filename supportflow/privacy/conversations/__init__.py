"""What shows that a text is a communication with somebody: replies, headers, chats, help-desk mails, signatures."""
