using Microsoft.AspNetCore.Http.HttpResults;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Lists squids anew.</summary>
internal static class SquidEndpoints
{
    public static void MapSquids(this IEndpointRouteBuilder routes) => routes.MapPost("/api/squids/reload", ReloadAsync);

    private static async Task<NoContent> ReloadAsync(SquidBoard squids, CancellationToken cancellationToken)
    {
        await squids.ListAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
