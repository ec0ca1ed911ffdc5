using Lobstr.Reactive.Samples.Dashboard;

// dotnet run --project samples/Dashboard
// On the real service with LOBSTR_TOKEN or LOBSTR_API_KEY in the environment, and on a simulated one without.
await using WebApplication app = DashboardApp.Create(args);
await app.RunAsync();
