"""What people who change the project run by hand; nothing that is installed needs it."""
