using System.Net;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>The body of an error: whatever it is, an error can be made of it whose message is one bounded line of text.</summary>
internal sealed class ErrorBodyTarget : FuzzTarget
{
    private static readonly Secret Key = new("0123456789abcdef");

    private const int LongestText = 500;
    private const int LongestMessage = 1_200;

    private static readonly HttpStatusCode[] Codes = [HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway];

    public override string Name => "error";

    public override void Check(byte[] input)
    {
        ErrorBody body = ErrorBody.Read(input, Key);
        foreach (string? text in (string?[])[body.Message, body.Type, body.Param])
            Require(text is null || (text.Length is > 0 and <= LongestText && IsLine(text)), $"'{text}' is no line of text.");
        foreach (HttpStatusCode code in Codes)
        {
            string message = ApiErrors.Describe(code, body, "upload 'up-1'");
            LobstrApiException error = ApiErrors.Create(code, message, body, retryAfter: null);
            Require(error.StatusCode == code && error.Message == message && message.Length <= LongestMessage, "The error is another one.");
        }
    }

    private static bool IsLine(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++)))
                return false;
        }
        return true;
    }
}
