using System.Collections;
using System.Reflection;

namespace Lobstr.Reactive.Tests;

/// <summary>Walks objects by reflection, looks for the key in all that they show, and remembers which types it has seen.</summary>
public sealed class KeyHunt
{
    // What holds the key because that is what it is for.
    private static readonly HashSet<string> KnownHolders = ["LobstrClientOptions.ApiKey", "LobstrSimulator.ApiKey", "LobstrSimulatorOptions.ApiKeys"];

    private readonly Lock _gate = new();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _finds = [];
    private readonly HashSet<Type> _types = [];

    public IReadOnlyList<string> Finds => _finds;

    public IReadOnlySet<Type> Types => _types;

    /// <summary>Looks at a text.</summary>
    public void Text(string where, string? text)
    {
        if (MarkedKey.IsIn(text))
            _finds.Add($"{where}: {text}");
    }

    /// <summary>Looks at an object and at all that it shows.</summary>
    public void Walk(string where, object? value)
    {
        lock (_gate)
            Look(where, value);
    }

    private void Look(string where, object? value)
    {
        if (value is null || value is Type or MemberInfo || !_seen.Add(value))
            return;
        Type type = value.GetType();
        where = $"{where} {type.Name}";
        Text($"{where}.ToString()", value.ToString());
        if (value is string)
            return;
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Look($"{where}[]", item);
        }
        for (Type? each = type; each is not null; each = each.BaseType)
            _types.Add(each.IsGenericType ? each.GetGenericTypeDefinition() : each);
        if (value is Exception || IsOurs(type))
            LookAtProperties(where, value, type);
    }

    private void LookAtProperties(string where, object value, Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetIndexParameters().Length == 0 && !KnownHolders.Contains($"{type.Name}.{property.Name}"))
                Look($"{where}.{property.Name}", property.GetValue(value));
        }
        // What a debugger shows without being asked for more.
        Text($"{where} in a debugger", type.GetCustomAttribute<System.Diagnostics.DebuggerDisplayAttribute>()?.Value);
    }

    private static bool IsOurs(Type type) => type.Assembly == typeof(LobstrClient).Assembly || type.Assembly == typeof(Testing.LobstrSimulator).Assembly;
}
