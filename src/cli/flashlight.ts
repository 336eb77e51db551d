// The command line begins here; the commands follow.
process.stdout.write('Usage: flashlight COMMAND [options]\n');
process.exitCode = process.argv.includes('--help') ? 0 : 2;
