using System.Collections.Concurrent;
using System.Reflection;

namespace Tango.Formats.Json;

/// <summary>The comparer of a type of dictionary or set, and its default.</summary>
internal sealed class CollectionComparer
{
    private static readonly ConcurrentDictionary<Type, CollectionComparer?> Known = new();

    private readonly PropertyInfo _property;
    private readonly object? _standard;
    private readonly bool _findsOnly;

    private CollectionComparer(PropertyInfo property)
    {
        _property = property;
        var key = property.PropertyType.GetGenericArguments()[0];
        _findsOnly = property.PropertyType.GetGenericTypeDefinition() == typeof(IEqualityComparer<>);
        var definition = _findsOnly ? typeof(EqualityComparer<>) : typeof(Comparer<>);
        _standard = definition.MakeGenericType(key).GetProperty(nameof(EqualityComparer<int>.Default), BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
    }

    /// <summary>The comparer of a type of collection; null when the type has none.</summary>
    public static CollectionComparer? For(Type type) => Known.GetOrAdd(type, Find);

    /// <summary>The comparer of a collection; null if it is the default of a new collection.</summary>
    /// <param name="collection">An object of this type of collection.</param>
    public object? Unusual(object collection)
    {
        var comparer = _property.GetValue(collection);
        return comparer is null || comparer.Equals(_standard) || (_findsOnly && comparer.Equals(StringComparer.Ordinal)) ? null : comparer;
    }

    private static CollectionComparer? Find(Type type)
    {
        foreach (var property in type.GetProperties())
        {
            if (property.Name is "Comparer" or "KeyComparer" && IsComparer(property.PropertyType) && property.GetIndexParameters().Length == 0)
                return new(property);
        }

        return null;
    }

    private static bool IsComparer(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IEqualityComparer<>) || type.GetGenericTypeDefinition() == typeof(IComparer<>));
}
