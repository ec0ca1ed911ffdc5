namespace Lobstr.Reactive.Tests;

/// <summary>A key is hidden wherever it is repeated; what is too short to be one would be hidden in every sentence.</summary>
public class SecretTests
{
    [Theory]
    [InlineData("12345678", "said (hidden), and (hidden)")]
    [InlineData("1234567", "said 1234567, and 1234567")]
    public void A_key_of_eight_characters_or_more_is_hidden(string key, string expected) =>
        Assert.Equal(expected, new Secret(key).Redact($"said {key}, and {key}"));
}
