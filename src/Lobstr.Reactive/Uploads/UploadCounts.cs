using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// The counts of a status while they are being read: from an object, or from fields named <c>meta.valid</c> and so on, as the
/// schema of the service's documentation has them. One count that cannot be read spoils them all.
/// </summary>
internal struct UploadCounts
{
    private long _valid;
    private long _inserted;
    private long _duplicates;
    private long _invalid;
    private bool _isSpoilt;

    /// <summary>Whether there were any counts, readable or not.</summary>
    public bool AreRead { get; private set; }

    /// <summary>Reads the value of <c>meta</c>. Null is no counts; what is no object is counts that cannot be read.</summary>
    public static UploadCounts ReadObject(ref Utf8JsonReader reader)
    {
        UploadCounts counts = default;
        if (reader.TokenType is JsonTokenType.Null)
            return counts;
        counts.AreRead = true;
        counts._isSpoilt = reader.TokenType is not JsonTokenType.StartObject;
        if (counts._isSpoilt)
        {
            reader.Skip();
            return counts;
        }
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (Utf8Json.IsName(in reader, "valid"u8))
                counts.Read(ref reader, ref counts._valid);
            else if (Utf8Json.IsName(in reader, "inserted"u8))
                counts.Read(ref reader, ref counts._inserted);
            else if (Utf8Json.IsName(in reader, "duplicates"u8))
                counts.Read(ref reader, ref counts._duplicates);
            else if (Utf8Json.IsName(in reader, "invalid"u8))
                counts.Read(ref reader, ref counts._invalid);
            else
                reader.Skip();
        }
        return counts;
    }

    /// <summary>Reads one field of the status, if it is a count.</summary>
    public bool TryReadFlat(ref Utf8JsonReader reader)
    {
        if (Utf8Json.IsName(in reader, "meta.valid"u8))
            Read(ref reader, ref _valid);
        else if (Utf8Json.IsName(in reader, "meta.inserted"u8))
            Read(ref reader, ref _inserted);
        else if (Utf8Json.IsName(in reader, "meta.duplicates"u8))
            Read(ref reader, ref _duplicates);
        else if (Utf8Json.IsName(in reader, "meta.invalid"u8))
            Read(ref reader, ref _invalid);
        else
            return false;
        AreRead = true;
        return true;
    }

    /// <summary>The counts; null if there are none, or where they cannot be read.</summary>
    /// <param name="last">The counts before, returned again if they are the same.</param>
    public readonly UploadMeta? ToMeta(UploadMeta? last)
    {
        if (!AreRead || _isSpoilt)
            return null;
        if (last is not null
            && last.Valid == _valid
            && last.Inserted == _inserted
            && last.Duplicates == _duplicates
            && last.Invalid == _invalid)
            return last;
        return new UploadMeta { Valid = _valid, Inserted = _inserted, Duplicates = _duplicates, Invalid = _invalid };
    }

    private void Read(ref Utf8JsonReader reader, ref long count)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
            return;
        if (reader.TokenType is not JsonTokenType.Number)
        {
            _isSpoilt = true;
            reader.Skip();
        }
        else if (!reader.TryGetInt64(out count))
        {
            // 8.0 is a count, 8.5 and 1e300 are not.
            _isSpoilt |= !(reader.TryGetDouble(out double number) && double.IsInteger(number) && Math.Abs(number) < long.MaxValue);
            count = (long)number;
        }
    }
}
