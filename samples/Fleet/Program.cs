using Lobstr.Reactive.Samples.Fleet;

// Started without further ado it is the fleet: the server, the service, and the table. It starts itself once more for each machine.
if (args is ["machine", ..])
    return await MachineProgram.RunAsync(args[1..]);

FleetArguments arguments = FleetArguments.Parse(args);
if (arguments.Error is { } mistake)
{
    Console.Error.WriteLine(mistake);
    Console.Error.WriteLine(FleetArguments.Usage);
    return 2;
}
if (arguments.WantsHelp)
{
    Console.WriteLine(FleetArguments.Usage);
    return 0;
}
return await FleetProgram.RunAsync(arguments);
