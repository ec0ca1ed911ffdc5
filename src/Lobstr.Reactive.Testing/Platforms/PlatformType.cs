namespace Lobstr.Reactive.Testing;

/// <summary>A platform whose accounts crawlers can use.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="Domain">Where its cookies come from.</param>
/// <param name="Cookies">Those that an account needs.</param>
internal sealed record PlatformType(string Name, string Domain, IReadOnlyList<string> Cookies)
{
    public static readonly IReadOnlyList<PlatformType> All =
    [
        new("twitter-sync", "x.com", ["auth_token", "ct0"]),
        new("facebook-sync", "facebook.com", ["c_user", "xs"]),
        new("sales-nav-sync", "linkedin.com", ["li_at"]),
    ];

    public string Id => Ids.Of($"platform {Name}");

    public string Address => $"https://www.{Domain}";
}
