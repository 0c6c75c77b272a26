Processor.require()
Output.ignoreClosedPipes()
Command.execute(CommandLine.arguments)
